package dev.gildong.persistence;

/** Secrets that all nodes share and nobody has to configure: the first node that needs one makes it. */
public final class SharedSecrets {
    private final Database database;

    /** @param database where they are kept */
    public SharedSecrets(Database database) {
        this.database = database;
    }

    /**
     * The secret of this name.
     *
     * @param fresh becomes the secret if there is none yet; two nodes that try at once agree on one, since the insert
     *     of the second changes nothing
     */
    public String get(String name, String fresh) {
        return database.transact(unit -> {
            unit.update("""
                    INSERT INTO shared_secret (secret_name, secret_value) VALUES (?, ?)
                    ON DUPLICATE KEY UPDATE secret_name = secret_name
                    """, name, fresh);
            return unit.find(
                            row -> row.getString(1),
                            "SELECT secret_value FROM shared_secret WHERE secret_name = ?",
                            name)
                    .orElseThrow();
        });
    }
}
