package com.example.phonebook;

import dev.gildong.token.Token;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A line of a player's phone book. */
@Entity(name = "PhoneBookEntry")
@Table(name = "phonebook_entry")
public class Entry {
    @Id
    @Column(name = "entry_id")
    private String id;

    @Column(name = "player_no")
    private long playerNo;

    private String name;
    private String phone;

    /** For JPA. */
    protected Entry() {}

    Entry(long playerNo, EntryRequest line) {
        this.id = Token.random(16);
        this.playerNo = playerNo;
        change(line);
    }

    /** Writes something else in its place. */
    final void change(EntryRequest line) {
        name = line.name();
        phone = line.phone();
    }

    EntryResponse response() {
        return new EntryResponse(id, name, phone);
    }

    Stored stored() {
        return new Stored(playerNo, response());
    }
}
