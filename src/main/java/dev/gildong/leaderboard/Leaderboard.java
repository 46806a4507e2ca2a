package dev.gildong.leaderboard;

import dev.gildong.persistence.UnitOfWork;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A leaderboard's definition as it is stored. Nothing of it ever changes: another one would falsify its scores. */
@Entity
@Table(name = "leaderboard")
public class Leaderboard {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "board_no")
    private long number;

    @Column(name = "name")
    private String name = "";

    @Column(name = "sort_order")
    @Enumerated(EnumType.STRING)
    private Rules.Order order = Rules.Order.HIGHEST;

    @Column(name = "keep_rule")
    @Enumerated(EnumType.STRING)
    private Rules.Keep keep = Rules.Keep.BEST;

    @Column(name = "tie_rule")
    @Enumerated(EnumType.STRING)
    private Rules.Ties ties = Rules.Ties.EARLIEST;

    @Column(name = "created_at")
    private long createdAtMicros;

    /** For JPA. */
    protected Leaderboard() {}

    Leaderboard(String name, Rules rules, long createdAtMicros) {
        this.name = name;
        this.order = rules.order();
        this.keep = rules.keep();
        this.ties = rules.ties();
        this.createdAtMicros = createdAtMicros;
    }

    Board board() {
        return new Board(number, name, new Rules(order, keep, ties), UnitOfWork.instant(createdAtMicros));
    }
}
