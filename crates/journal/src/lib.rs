//! What is kept: journal, cards, documents, accounts, snapshots.
