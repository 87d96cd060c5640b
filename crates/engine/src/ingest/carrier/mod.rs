//! Carriers: the syntax of bytes (delimited text, JSON), nothing of what they mean.
