"""The annual report (条例第四十九条、第五十条): what counts in which year, the forms, the tables, and checking them."""
