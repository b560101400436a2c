"""What the mail room does: sign up, subscribe, plan, deliver. Verbs; ``now`` is handed in."""
