"""Days: working days of state organs, and dates as offices type them and papers print them."""
