"""The mail room: subscribers, digests, deliveries."""
