"""One request until it is answered for good: what to send, how often, and what an answer means."""
