package dev.gildong.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.gildong.Metrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log configuration for production, with targets that are real servers, or that hang or are not there. */
class LogTargetsTest {
    private static final MailSettings NO_MAIL = new MailSettings("", 25, MailSettings.Security.NONE, "", "", "", "");
    private static final LogServerSettings NO_SERVER = new LogServerSettings("", 514, false);
    private static final TrackerSettings NO_TRACKER = new TrackerSettings("", "", "", "");
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Queue<String> console = new ConcurrentLinkedQueue<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    /** A context of its own: the one of this class loader belongs to the servers under test. */
    private Logger logger(MailSettings mail, LogServerSettings server, TrackerSettings tracker) {
        LoggerContext context = new LoggerContext("targets");
        opened.add(() -> LogTargets.end(context::stop));
        try {
            new LogTargets(mail, server, tracker)
                    .configure(
                            context,
                            Path.of("webapp-config", "log4j2-production.xml")
                                    .toUri()
                                    .toURL());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
        // In place of the console, which is the JVM's; last, so that whatever holds a target up is before it.
        Configuration configuration = context.getConfiguration();
        Layout<?> layout = configuration.getAppender("console").getLayout();
        Console written = new Console(layout);
        written.start();
        configuration.getRootLogger().removeAppender("console");
        configuration.getRootLogger().addAppender(written, null, null);
        context.updateLoggers();
        return context.getLogger("dev.gildong.Test");
    }

    private long consoleLines() {
        return console.size();
    }

    private static double lost(String target) {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        LostEvents.measure(meters);
        return new Metrics(meters.scrape()).sum("gildong_log_lost_total", "target=\"" + target + "\"");
    }

    private ServerSocket listen() throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        opened.add(socket);
        return socket;
    }

    private static int unused() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static MailSettings mail(int port, String user, String password) {
        return new MailSettings(
                "127.0.0.1",
                port,
                MailSettings.Security.NONE,
                user,
                password,
                "gildong@example.com",
                "one@example.com,two@example.com");
    }

    private GreenMail mailServer() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        opened.add(server::stop);
        return server;
    }

    /** Each mail once, whoever got it. */
    private static List<MimeMessage> mails(GreenMail server) {
        Map<String, MimeMessage> mails = new LinkedHashMap<>();
        for (MimeMessage mail : server.getReceivedMessages()) {
            try {
                mails.putIfAbsent(mail.getMessageID(), mail);
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
        return List.copyOf(mails.values());
    }

    /** Sends what is left; the servers go on, since what a mail server has got goes with it. */
    private void stopLogging() throws Exception {
        opened.remove(opened.size() - 1).close();
    }

    private static TrackerSettings tracker(int port) {
        return new TrackerSettings("list-1", "http://127.0.0.1:" + port + "/1/cards", "key-1", "token-1");
    }

    /** A tracker that takes notice of what it is sent. */
    private HttpServer trackerServer(int status, BlockingQueue<String> requests) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + "\n"
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        opened.add(() -> server.stop(0));
        return server;
    }

    @Test
    void withoutSettingsThereShouldBeTheConsoleAlone() {
        Logger log = logger(NO_MAIL, NO_SERVER, NO_TRACKER);
        log.fatal("gone");

        assertThat(((org.apache.logging.log4j.core.Logger) log)
                        .getContext()
                        .getConfiguration()
                        .getAppenders())
                .containsOnlyKeys("console");
        assertThat(String.join("", console)).contains("\"log.level\":\"FATAL\"");
    }

    @Test
    void fatalEventsShouldBeMailedOnceForEachFault() throws Exception {
        GreenMail server = mailServer();
        server.setUser("user", "secret-of-mail");
        Logger log = logger(mail(server.getSmtp().getPort(), "user", "secret-of-mail"), NO_SERVER, NO_TRACKER);
        log.error("not for a mail");
        for (int i = 0; i < 500; i++) {
            log.fatal("the database\r\nis gone since {} s", i, new IllegalStateException("cause"));
        }
        log.fatal("another one");

        await().atMost(SOON).until(() -> mails(server).size() >= 2);
        stopLogging();
        List<MimeMessage> mails = mails(server);
        assertThat(mails).hasSize(2);
        assertThat(mails.get(0).getAllRecipients()).hasSize(2);
        assertThat(mails.get(1).getSubject()).contains("another one");
        assertThat(mails.get(0).getSubject()).contains("the database..is gone since 0 s");
        assertThat(mails.get(0).getFrom()[0]).hasToString("gildong@example.com");
        assertThat(com.icegreen.greenmail.util.GreenMailUtil.getBody(mails.get(0)))
                .contains("IllegalStateException")
                .contains("dev.gildong.Test");
        assertThat(consoleLines()).isEqualTo(502);
    }

    @Test
    void faultsThatAreAllDifferentShouldStillBeFewMails() throws Exception {
        GreenMail server = mailServer();
        Logger log = logger(mail(server.getSmtp().getPort(), "", ""), NO_SERVER, NO_TRACKER);
        for (int i = 0; i < 200; i++) {
            log.fatal("fault number " + i);
        }
        await().atMost(SOON).until(() -> mails(server).size() >= 10);
        stopLogging();

        assertThat(mails(server)).hasSize(10);
        assertThat(consoleLines()).isEqualTo(200);
    }

    @Test
    void logServerShouldGetEveryEventAsOneLine() throws Exception {
        ServerSocket server = listen();
        Logger log = logger(NO_MAIL, new LogServerSettings("127.0.0.1", server.getLocalPort(), false), NO_TRACKER);
        log.info("first\nof {}", "two");
        log.error("second", new IllegalStateException("cause"));

        try (Socket socket = server.accept();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            JsonNode first = new ObjectMapper().readTree(lines.readLine());
            assertThat(first.get("message").textValue()).isEqualTo("first.of two");
            assertThat(first.get("log.level").textValue()).isEqualTo("INFO");
            JsonNode second = new ObjectMapper().readTree(lines.readLine());
            assertThat(second.get("error.stack_trace").textValue()).contains("IllegalStateException: cause");
        }
    }

    @Test
    void errorShouldBecomeOneCard() throws Exception {
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        HttpServer server = trackerServer(200, requests);
        Logger log = logger(NO_MAIL, NO_SERVER, tracker(server.getAddress().getPort()));
        log.warn("not for a card");
        for (int i = 0; i < 100; i++) {
            log.error("player {} \"lost\" a score", i, new IllegalStateException("cause"));
        }
        log.error("the last one");

        String request = requests.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(request).startsWith("POST /1/cards application/json");
        JsonNode card = new ObjectMapper().readTree(request.substring(request.indexOf('\n')));
        assertThat(card.get("idList").textValue()).isEqualTo("list-1");
        assertThat(card.get("key").textValue()).isEqualTo("key-1");
        assertThat(card.get("token").textValue()).isEqualTo("token-1");
        assertThat(card.get("name").textValue()).isEqualTo("ERROR Test: player 0 \"lost\" a score");
        assertThat(card.get("desc").textValue()).contains("IllegalStateException: cause");
        assertThat(requests.poll(SOON.toSeconds(), TimeUnit.SECONDS)).contains("the last one");
        assertThat(String.join("", console)).doesNotContain("token-1");
        assertThat(requests).isEmpty();
    }

    @Test
    void whatATrackerRefusesShouldBeCounted() throws Exception {
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        double before = lost("tracker");
        Logger log = logger(
                NO_MAIL,
                NO_SERVER,
                tracker(trackerServer(401, requests).getAddress().getPort()));
        log.error("refused");

        await().atMost(SOON).untilAsserted(() -> assertThat(lost("tracker")).isEqualTo(before + 1));
        assertThat(consoleLines()).isEqualTo(1);
    }

    /** They accept, and never say or read anything. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void targetsThatHangShouldHoldNobodyUp(boolean tls) throws Exception {
        double before = lost("server");
        Logger log = logger(
                mail(listen().getLocalPort(), "", ""),
                new LogServerSettings("127.0.0.1", listen().getLocalPort(), tls),
                tracker(listen().getLocalPort()));
        logMany(log);

        assertThat(lost("server")).isGreaterThan(before);
    }

    @Test
    void targetsThatAreNotThereShouldHoldNobodyUp() throws Exception {
        double before = lost("mail");
        Logger log =
                logger(mail(unused(), "", ""), new LogServerSettings("127.0.0.1", unused(), false), tracker(unused()));
        logMany(log);

        await().atMost(SOON).untilAsserted(() -> assertThat(lost("mail")).isGreaterThan(before));
    }

    /** More than the queues hold. A target that was waited for would cost seconds each. */
    private void logMany(Logger log) {
        String padding = "x".repeat(2000);
        long began = System.nanoTime();
        for (int i = 0; i < 20_000; i++) {
            log.fatal("fault {} {}", i, padding);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(90));
        assertThat(consoleLines()).isEqualTo(20_000);
    }

    private final class Console extends AbstractAppender {

        Console(Layout<?> layout) {
            super("written", null, layout, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            console.add(new String(getLayout().toByteArray(event), StandardCharsets.UTF_8));
        }
    }
}
