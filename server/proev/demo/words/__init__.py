"""The invented municipality's own words. Everything here is made up; any likeness is chance."""
