package com.example.phonebook;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gildong.http.ProblemException;
import java.util.List;

/** Lines to add, all of them or none. */
record AddEntriesRequest(@JsonProperty(required = true) List<EntryRequest> items) {

    AddEntriesRequest {
        if (items.isEmpty() || items.size() > 100) {
            throw ProblemException.invalid("/items", "must be 1 to 100 entries");
        }
    }
}
