"""The ledger of appeals as people see it; the appeal itself is in `workflow.appeal`."""
