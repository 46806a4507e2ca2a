package com.example.phonebook;

/** A line and whose it is, as the cache keeps it: immutable, as every cached value must be. */
record Stored(long playerNo, EntryResponse entry) {}
