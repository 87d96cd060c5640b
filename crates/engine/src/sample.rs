//! A generator of tickets with a known truth: the sample of the start screen, and the yardstick of the tests.
