package com.example.phonebook;

/** A line, as its player sees it. */
record EntryResponse(String id, String name, String phone) {}
