"""Requests that a clinic acts on: what a patient may not do here, and calls to be made."""
