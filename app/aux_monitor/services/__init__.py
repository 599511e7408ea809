"""The running program without its window: polling, judging, telling. asyncio only."""
