//! Reads a text and says which skills it asks for, where, and how firmly.
