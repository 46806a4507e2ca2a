package dev.gildong.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class NewerJavaTest {
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void threadsShouldBeVirtualWhereJavaHasThem() throws Exception {
        ExecutorService threads = NewerJava.threads("test", 1);

        Thread thread = threads.submit(Thread::currentThread).get();
        threads.shutdown();

        assertThat(Thread.class.getMethod("isVirtual").invoke(thread)).isEqualTo(true);
    }

    @Test
    void platformThreadsShouldBeNoMoreThanAllowedAndLoseNoTask() throws Exception {
        ExecutorService threads = NewerJava.platformThreads("test", 2);
        CountDownLatch two = new CountDownLatch(2);
        List<Future<Thread>> tasks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            tasks.add(threads.submit(() -> {
                two.countDown();
                two.await();
                return Thread.currentThread();
            }));
        }
        List<Thread> used = new ArrayList<>();
        for (Future<Thread> task : tasks) {
            used.add(task.get());
        }
        threads.shutdown();

        assertThat(used.stream().distinct()).hasSize(2).allMatch(Thread::isDaemon);
    }
}
