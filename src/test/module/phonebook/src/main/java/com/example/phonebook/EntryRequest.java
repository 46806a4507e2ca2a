package com.example.phonebook;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gildong.http.ProblemException;

/** A line to write. */
record EntryRequest(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String phone) {

    EntryRequest {
        if (name.isBlank() || name.length() > 100) {
            throw ProblemException.invalid("/name", "must be 1 to 100 characters");
        }
        if (!phone.matches("[0-9 +-]{1,30}")) {
            throw ProblemException.invalid("/phone", "must be 1 to 30 digits, spaces, + and -");
        }
    }
}
