"""The asyncio client, and all that it does differently from the blocking one."""
