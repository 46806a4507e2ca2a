package dev.gildong.launcher;

import dev.gildong.http.Problem;
import dev.gildong.http.SecurityHeaders;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What Jetty refuses before the application sees it, such as a bad URI or a header that is too long, as a problem. */
public final class ProblemErrorHandler extends ErrorHandler {
    private static final String REQUEST_ID = "X-Request-Id";

    /** Jetty's own would leave the answer to PUT or DELETE empty. */
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        if (status == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505) {
            // Said of any request line that makes no sense; it is the client's mistake and nothing is wrong here.
            response.setStatus(HttpStatus.BAD_REQUEST_400);
        }
        response.write(true, problem(response.getStatus(), response.getHeaders()), callback);
    }

    private static ByteBuffer problem(int status, HttpFields.Mutable headers) {
        Problem problem = Problem.ofStatus(status, Problem.newRequestId());
        headers.put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        headers.put(REQUEST_ID, problem.instance());
        SecurityHeaders.each(headers::put);
        return ByteBuffer.wrap(problem.toJson());
    }
}
