"""The services over fakes: time, sources, notifications and history are the tests' own."""
