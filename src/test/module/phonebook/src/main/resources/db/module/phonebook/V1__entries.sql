CREATE TABLE phonebook_entry (
  entry_id  VARCHAR(22)  NOT NULL PRIMARY KEY,
  player_no BIGINT       NOT NULL,
  name      VARCHAR(100) NOT NULL,
  phone     VARCHAR(30)  NOT NULL,
  CONSTRAINT phonebook_entry_player FOREIGN KEY (player_no) REFERENCES player (player_no),
  CONSTRAINT phonebook_entry_phone UNIQUE (player_no, phone)
) ${tableOptions};
CREATE INDEX phonebook_entry_name ON phonebook_entry (player_no, name);
