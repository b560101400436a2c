"""How a language writes numbers where Django's own table differs from what readers here are used to."""
