package dev.gildong.tomcat;

import dev.gildong.http.Problem;
import dev.gildong.http.SecurityHeaders;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Answers what Tomcat refuses by itself, before or without the web application (a bad URI, a header that is too long, a
 * path that no application serves, a failure that escaped from one), as problem+json. {@code server.xml} names it as the
 * host's {@code errorReportValveClass}; it comes to Tomcat in {@code lib/gildong-tomcat.jar}. Works on 10.1 and on 11.
 */
public final class ProblemReportValve extends ErrorReportValve {
    private static final Logger LOG = Logger.getLogger(ProblemReportValve.class.getName());
    private static final String REQUEST_ID = "X-Request-Id";

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Problem problem = problem(status, response.getHeader(REQUEST_ID));
        if (thrown != null && status >= 500) {
            // Tomcat has logged the stack already; this line ties it to the id that the client gets.
            LOG.log(Level.SEVERE, "request {0} failed: {1}", new Object[] {
                problem.instance(), thrown.getClass().getName()
            });
        }
        try {
            write(problem, response);
        } catch (IOException gone) {
            LOG.log(Level.FINE, "the client went away before its error answer", gone);
        }
    }

    private static Problem problem(int status, @Nullable String requestId) {
        Problem problem = Problem.ofStatus(status, requestId == null ? Problem.newRequestId() : requestId);
        if (status != 400) {
            return problem;
        }
        // Tomcat answers 400 to headers that are too long and to bodies that stall, too, and logs which it was.
        String detail = "The server could not read the request: check the characters of its first line, the length of"
                + " its header fields, and that its body arrives whole and in time.";
        return new Problem(problem.type(), problem.title(), status, detail, problem.instance(), problem.errors());
    }

    private static void write(Problem problem, Response response) throws IOException {
        response.setContentType(Problem.MEDIA_TYPE);
        response.setHeader(REQUEST_ID, problem.instance());
        SecurityHeaders.each(response::setHeader);
        Writer writer = response.getReporter();
        if (writer != null) {
            writer.write(new String(problem.toJson(), StandardCharsets.UTF_8));
            response.finishResponse();
        }
    }
}
