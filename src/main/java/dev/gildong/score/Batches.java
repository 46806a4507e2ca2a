package dev.gildong.score;

import dev.gildong.http.ProblemException;
import dev.gildong.leaderboard.Board;
import dev.gildong.player.Players;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes scores of many players in one request. Safe for any number of threads. */
final class Batches {
    private final Players players;
    private final Submits submits;

    Batches(Players players, Submits submits) {
        this.players = players;
        this.submits = submits;
    }

    /** Submits each item for itself; what is wrong with one stops no other. */
    BatchResponse submit(Board board, List<BatchRequest.Item> items) {
        Map<String, Long> numbers = players.numbers(
                items.stream().map(BatchRequest.Item::playerId).distinct().toList());
        BatchResponse.Item[] answers = new BatchResponse.Item[items.size()];
        List<Submission> good = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            BatchRequest.Item item = items.get(i);
            try {
                good.add(submission(board, item, numbers));
                places.add(i);
            } catch (ProblemException e) {
                answers[i] =
                        BatchResponse.Item.refused(numbers.containsKey(item.playerId()) ? item.playerId() : null, e);
            }
        }
        List<Submitted> submitted = submits.submit(board, good);
        for (int i = 0; i < places.size(); i++) {
            int place = places.get(i);
            answers[place] = BatchResponse.Item.of(items.get(place).playerId(), submitted.get(i));
        }
        return new BatchResponse(List.of(answers));
    }

    private static Submission submission(Board board, BatchRequest.Item item, Map<String, Long> numbers) {
        Long player = numbers.get(item.playerId());
        if (player == null) {
            throw ScoreProblems.noPlayer();
        }
        long units = board.decimals().units(item.score(), "/score");
        return new Submission(board, player, units, Optional.empty(), true, false);
    }
}
