package dev.gildong.schedule;

import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.Random;
import java.util.StringJoiner;
import org.jspecify.annotations.NullMarked;

/** A cron line that is written together with what it means, and is read by nobody. */
@NullMarked
record WrittenLine(Field minute, Field hour, Field day, Field month, Field weekday) {

    /** Never one without times: the first day of a month is always among the days. */
    static WrittenLine random(Random random) {
        Field day = Field.random(random, 1, 31);
        day = day.limited() && !day.values().get(1) ? day.with(1) : day;
        return new WrittenLine(
                Field.random(random, 0, 59),
                Field.random(random, 0, 23),
                day,
                Field.random(random, 1, 12),
                Field.random(random, 0, 6));
    }

    String text() {
        return String.join(" ", minute.text(), hour.text(), day.text(), month.text(), weekday.text());
    }

    LocalDateTime next(LocalDateTime after) {
        LocalDateTime time = after.withSecond(0).withNano(0).plusMinutes(1);
        while (true) {
            if (!isDay(time)) {
                time = time.toLocalDate().plusDays(1).atStartOfDay();
            } else if (hour.values().get(time.getHour()) && minute.values().get(time.getMinute())) {
                return time;
            } else {
                time = time.plusMinutes(1);
            }
        }
    }

    private boolean isDay(LocalDateTime time) {
        boolean thisDay = day.values().get(time.getDayOfMonth());
        boolean thisWeekday = weekday.values().get(time.getDayOfWeek().getValue() % 7);
        boolean either = day.limited() && weekday.limited() ? thisDay || thisWeekday : thisDay && thisWeekday;
        return month.values().get(time.getMonthValue()) && either;
    }

    /** One field. */
    record Field(String text, BitSet values) {

        static Field random(Random random, int lowest, int highest) {
            StringJoiner text = new StringJoiner(",");
            BitSet values = new BitSet();
            int parts = random.nextInt(4) == 0 ? 3 : 1;
            for (int i = 0; i < parts; i++) {
                int from = lowest + random.nextInt(highest - lowest + 1);
                int to = from + random.nextInt(highest - from + 1);
                int step = 2 + random.nextInt(Math.max(1, highest / 2));
                switch (parts == 1 ? random.nextInt(5) : 1 + random.nextInt(4)) {
                    case 0 -> put(text, values, "*", lowest, highest, 1);
                    case 1 -> put(text, values, "*/" + step, lowest, highest, step);
                    case 2 -> put(text, values, "" + from, from, from, 1);
                    case 3 -> put(text, values, from + "-" + to, from, to, 1);
                    default -> put(text, values, from + "-" + to + "/" + step, from, to, step);
                }
            }
            return new Field(text.toString(), values);
        }

        private static void put(StringJoiner text, BitSet values, String part, int from, int to, int step) {
            text.add(part);
            for (int value = from; value <= to; value += step) {
                values.set(value);
            }
        }

        boolean limited() {
            return !text.equals("*");
        }

        Field with(int value) {
            BitSet more = (BitSet) values.clone();
            more.set(value);
            return new Field(value + "," + text, more);
        }
    }
}
