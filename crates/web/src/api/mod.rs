//! The JSON API: the same acts, the same rights and the same refusals as the pages.
