package dev.gildong.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What clients saw who append to lists, and whether one order of their transactions explains it: the idea of Kingsbury
 * and Alvaro, "Elle: Inferring Isolation Anomalies from Experimental Observations" (2020), for lists whose every value is
 * appended once. Each document's last list tells the order of the appends to it; from that and from what each transaction
 * read follow edges between transactions. A cycle among them is an anomaly: of two that read the same list and both
 * append, each must come before the other, which is a lost update.
 */
final class AppendHistory {

    /**
     * A transaction that was acknowledged.
     *
     * @param id of its own, also the value that it appended to each list it read
     * @param read the lists as it found them, by document
     */
    record Transaction(int id, Map<String, List<Integer>> read) {}

    private final List<Transaction> transactions;
    private final Map<String, List<Integer>> last;

    /** @param last the lists as they stood when all was over, by document */
    AppendHistory(List<Transaction> transactions, Map<String, List<Integer>> last) {
        this.transactions = transactions;
        this.last = last;
    }

    /** Everything that no order explains; empty if all is well. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        Map<Integer, Set<Integer>> before = new HashMap<>();
        for (Transaction transaction : transactions) {
            transaction.read().forEach((document, read) -> {
                List<Integer> order = last.get(document);
                if (order.stream().filter(value -> value == transaction.id()).count() != 1) {
                    faults.add(transaction.id() + " is not once in " + document);
                }
                if (read.size() > order.size() || !order.subList(0, read.size()).equals(read)) {
                    faults.add(transaction.id() + " read what " + document + " never was");
                    return;
                }
                if (!read.isEmpty()) { // what it read was written before
                    add(before, read.get(read.size() - 1), transaction.id());
                }
                if (read.size() < order.size()) { // what it did not read was written after, or by itself
                    add(before, transaction.id(), order.get(read.size()));
                }
            });
        }
        last.values().forEach(order -> {
            for (int i = 1; i < order.size(); i++) {
                add(before, order.get(i - 1), order.get(i));
            }
        });
        if (hasCycle(before)) {
            faults.add("transactions that must each come before the other");
        }
        return faults;
    }

    private static void add(Map<Integer, Set<Integer>> before, int first, int second) {
        if (first != second) {
            before.computeIfAbsent(first, id -> new HashSet<>()).add(second);
        }
    }

    /** Takes away whatever nothing must come before, again and again; a cycle is what stays. */
    private static boolean hasCycle(Map<Integer, Set<Integer>> before) {
        Map<Integer, Integer> waitsFor = new HashMap<>();
        before.forEach((first, seconds) -> {
            waitsFor.putIfAbsent(first, 0);
            seconds.forEach(second -> waitsFor.merge(second, 1, Integer::sum));
        });
        Deque<Integer> free = new ArrayDeque<>();
        waitsFor.forEach((id, count) -> {
            if (count == 0) {
                free.add(id);
            }
        });
        int taken = 0;
        while (!free.isEmpty()) {
            taken++;
            for (int next : before.getOrDefault(free.remove(), Set.of())) {
                if (waitsFor.merge(next, -1, Integer::sum) == 0) {
                    free.add(next);
                }
            }
        }
        return taken < waitsFor.size();
    }
}
