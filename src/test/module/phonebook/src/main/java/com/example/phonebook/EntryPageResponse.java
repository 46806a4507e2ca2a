package com.example.phonebook;

import java.util.List;

/** A page of a phone book. */
record EntryPageResponse(List<EntryResponse> items, String nextPageToken) {}
