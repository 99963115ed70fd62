"""The blocking client, and all that it does differently from the asyncio one."""
