"""Actions: several models, or the outside world; verbs, keyword-only, atomic around the database part."""
