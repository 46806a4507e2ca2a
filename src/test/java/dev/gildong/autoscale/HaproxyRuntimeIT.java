package dev.gildong.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.autoscale.HaproxyRuntime.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands, each against a real HAProxy. */
class HaproxyRuntimeIT {
    private static final String OPTIONS = "check inter 100ms fastinter 50ms fall 2 rise 1 slowstart 1s";

    private Haproxy haproxy;
    private HaproxyRuntime runtime;
    private StandIn instance;
    private int port;

    @BeforeEach
    void start() throws IOException {
        instance = new StandIn(0);
        port = instance.port();
        haproxy = Haproxy.start(Ports.free());
        runtime = new HaproxyRuntime(haproxy.socket(), "gildong", OPTIONS);
    }

    @AfterEach
    void stop() {
        haproxy.close();
        instance.close();
    }

    @Test
    void serverThatIsAddedShouldTakeRequestsAndBeChecked() throws Exception {
        assertThat(runtime.servers()).isEmpty();
        assertThat(play().join().statusCode()).isEqualTo(503);

        runtime.add(port);

        assertThat(runtime.servers()).containsExactly(new Server(port, true, true));
        assertThat(play().join().body()).isEqualTo("played");
        instance.ready = false;
        Awaitility.await().until(() -> runtime.servers().contains(new Server(port, true, false)));
    }

    @Test
    void drainShouldEndRequestsAndTakeNoMore() throws Exception {
        runtime.add(port);
        CountDownLatch held = new CountDownLatch(1);
        instance.held = held;
        CompletableFuture<HttpResponse<String>> running = play();
        Awaitility.await().until(() -> runtime.requests(port) == 1);

        runtime.drain(port);

        assertThat(runtime.servers().get(0).enabled()).isFalse();
        assertThat(play().join().statusCode()).isEqualTo(503);
        assertThat(runtime.requests(port)).isEqualTo(1);
        held.countDown();
        assertThat(running.join().body()).isEqualTo("played");
        Awaitility.await().until(() -> runtime.requests(port) == 0);
    }

    @Test
    void onlyWhatIsInMaintenanceShouldBeRemoved() throws Exception {
        runtime.add(port);
        assertThatThrownBy(() -> runtime.remove(port))
                .isInstanceOf(HaproxyException.class)
                .hasMessageContaining("del server gildong/node" + port)
                .hasMessageContaining("maintenance");

        runtime.maintain(port);
        runtime.remove(port);

        assertThat(runtime.servers()).isEmpty();
    }

    @Test
    void oneThatIsThereShouldBePutBack() throws Exception {
        runtime.add(port);
        runtime.maintain(port);

        runtime.add(port);

        assertThat(runtime.servers().get(0).enabled()).isTrue();
    }

    @Test
    void whatHaproxyRefusesShouldBeAnError() {
        assertThatThrownBy(() -> runtime.drain(1)).hasMessageContaining("No such server");
        assertThatThrownBy(() -> runtime.requests(1)).hasMessageContaining("no server node1");
        assertThatThrownBy(() -> new HaproxyRuntime(haproxy.socket(), "other", OPTIONS).servers())
                .hasMessageContaining("Can't find backend");
        assertThatThrownBy(() -> new HaproxyRuntime(haproxy.socket(), "gildong", "chek").add(port))
                .hasMessageContaining("unknown keyword");
        haproxy.close();
        assertThatThrownBy(() -> runtime.servers()).isInstanceOf(IOException.class);
    }

    private CompletableFuture<HttpResponse<String>> play() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + haproxy.port() + "/play"))
                .build();
        return HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString());
    }
}
