"""Who may do what: accounts, roles, rules, approvals, second factors, sessions. Pure: no storage, no framework."""
