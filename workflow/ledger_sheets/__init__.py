"""The register of cases as people want it: columns chosen and ordered, figures beside each condition, files."""
