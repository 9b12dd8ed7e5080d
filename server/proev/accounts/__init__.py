"""Who gets in: accounts, sign-ins, devices, and the units and people that the command line and the set-up make."""
