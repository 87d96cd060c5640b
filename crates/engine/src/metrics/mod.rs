//! Metrics: what is counted, with formula, source and caveats. To add one, write `<id>.rs` and one line in the registry.
