package dev.gildong.score;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestServer;
import dev.gildong.token.Token;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** A leaderboard of one's own, with what players and servers ask of it. */
@NullMarked
record ScoreBoard(TestServer server, String name) {

    static ScoreBoard define(TestServer server, String definition) {
        ScoreBoard board = new ScoreBoard(server, "b" + UUID.randomUUID());
        Answer made = server.admin().put(board.path(), definition);
        if (made.status() != 201) {
            throw new IllegalStateException(made.toString());
        }
        return board;
    }

    String path() {
        return "/v1/leaderboards/" + name;
    }

    String scores() {
        return path() + "/scores";
    }

    long number() {
        return server.number("SELECT board_no FROM leaderboard WHERE name = '" + name + "'");
    }

    /** @param score as it is written in JSON */
    Answer submit(SignedIn player, String score) {
        return player.client().post(scores(), "{\"score\":" + score + "}");
    }

    /** Submits with a server's key. */
    Answer submit(String playerId, String score) {
        return server.admin().post(scores(), item(playerId, score));
    }

    /** New players, one for each score, who submit in this order. */
    List<SignedIn> players(long... scores) {
        List<SignedIn> players = new ArrayList<>();
        for (long score : scores) {
            SignedIn player = server.client().signUp();
            Answer answer = submit(player, Long.toString(score));
            if (answer.status() != 200) {
                throw new IllegalStateException(answer.toString());
            }
            players.add(player);
        }
        return players;
    }

    /** Ids of new players who never signed in. */
    List<String> strangers(int count) {
        List<String> ids = Stream.generate(() -> Token.random(16)).limit(count).toList();
        server.sql("INSERT INTO player (player_id, display_name, created_at) VALUES "
                + ids.stream().map(id -> "('" + id + "', 'P', 1)").collect(Collectors.joining(", ")));
        return ids;
    }

    static String item(String playerId, String score) {
        return "{\"playerId\":\"" + playerId + "\",\"score\":" + score + "}";
    }

    Answer batch(Collection<String> items) {
        return server.admin().post(scores() + ":batch", "{\"items\":[" + String.join(",", items) + "]}");
    }

    Answer lookup(Client client, Collection<String> playerIds) {
        String ids = playerIds.stream().map(id -> '"' + id + '"').collect(Collectors.joining(","));
        return client.post(scores() + ":lookup", "{\"playerIds\":[" + ids + "]}");
    }

    Answer rank(String score) {
        return server.admin().get(path() + "/rank?score=" + score);
    }

    Answer delete(String playerId) {
        return server.admin().send("DELETE", scores() + "/" + playerId, BodyPublishers.noBody());
    }

    /** How many entries a page tells of. */
    long total() {
        return server.admin().get(scores()).json().get("total").longValue();
    }

    /** Moves the end of a season behind the server's back: nodes that remember the old one are not told. */
    void moveEnd(int season, Instant endsAt, Instant acceptsUntil) {
        server.sql("UPDATE season SET ends_at = %d, accepts_until = %d WHERE board_no = %d AND season_no = %d"
                .formatted(micros(endsAt), micros(acceptsUntil), number(), season));
    }

    /** Lets every node forget what it remembers of the seasons. */
    void forgetSeasons() {
        tell("seasons", String.valueOf(number()));
    }

    /** Tells every node of a change, as whoever makes one does. */
    void tell(String topic, String subject) {
        server.sql("INSERT INTO change_log (topic, subject, changed_at) VALUES ('%s', '%s', %d)"
                .formatted(topic, subject, micros(Instant.now())));
    }

    /** Lets the task that closes a season come. */
    void letClose(int season) {
        server.sql("UPDATE task SET execution_time = 1 WHERE state = 'queued' AND task_name = 'season.close'"
                + " AND task_data = '{\"board\":" + number() + ",\"season\":" + season + "}'");
    }

    boolean closed(int season) {
        return server.number("SELECT COUNT(*) FROM season WHERE state = 'closed' AND board_no = " + number()
                        + " AND season_no = " + season)
                == 1;
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** Ranks of the items of an answer. */
    static List<Integer> ranks(Answer answer) {
        return ints(answer, "rank");
    }

    /** A property of each item of an answer. */
    static List<Integer> ints(Answer answer, String property) {
        List<Integer> values = new ArrayList<>();
        items(answer).forEach(item -> values.add(item.get(property).intValue()));
        return values;
    }

    /** Whose the items of an answer are. */
    static List<String> players(Answer answer) {
        List<String> ids = new ArrayList<>();
        items(answer).forEach(item -> ids.add(item.get("playerId").textValue()));
        return ids;
    }

    private static JsonNode items(Answer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.toString());
        }
        return answer.json().get("items");
    }
}
