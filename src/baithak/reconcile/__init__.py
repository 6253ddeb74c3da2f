"""Reconciling: which tellings of many reports are one engagement, and what the record shows of it.

Pure: values in, values out; block → compare → judge, after Christophides et al., "An overview of end-to-end entity
resolution for big data" (ACM Computing Surveys 53(6), 2020). The outcome depends on the set of tellings alone, never
on their order.
"""
