"""The window: what Orebook looks like and how it is used. Everything it shows is worked out in `core`."""
