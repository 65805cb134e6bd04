"""The access log is looked at: alarms to those who keep order, and samples that somebody signs."""
