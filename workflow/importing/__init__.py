"""Old ledgers taken over: a workbook read, each row judged, and cases made of those that say enough."""
