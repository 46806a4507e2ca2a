package dev.gildong.autoscale;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of the system, for a bounded time. */
record Command(Duration patience) {

    /** Runs a program that writes where this one does. */
    void run(List<String> words) throws IOException {
        int status = await(new ProcessBuilder(words).inheritIO(), words);
        if (status != 0) {
            throw new IOException("%s ended with %d".formatted(String.join(" ", words), status));
        }
    }

    /** What a program answers, whatever its exit status. */
    List<String> answer(List<String> words) throws IOException {
        // A file and not a pipe: a pipe would be waited for as long as a child of the program keeps it open.
        Path answer = Files.createTempFile("gildong-", ".answer");
        try {
            await(new ProcessBuilder(words).redirectError(Redirect.INHERIT).redirectOutput(answer.toFile()), words);
            return Files.readAllLines(answer, UTF_8);
        } finally {
            Files.delete(answer);
        }
    }

    private int await(ProcessBuilder builder, List<String> words) throws IOException {
        // An instance refuses settings that it does not know, and the key is none of its business.
        builder.environment().keySet().removeIf(name -> name.startsWith(Options.PREFIX));
        Process process = builder.start();
        try {
            if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            process.destroy();
            throw new IOException("%s took longer than %d s".formatted(String.join(" ", words), patience.toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
