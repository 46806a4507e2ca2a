package dev.gildong.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Where {@code web.xml} sends errors that the container raises by itself. Asked for directly, it is not there. */
public final class ErrorPageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** Its path, as {@code web.xml} names it. */
    public static final String PATH = "/container-error";

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean raised = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer;
        int status = raised ? (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) : 404;
        String id = response.getHeader("X-Request-Id");
        Problem problem = Problem.ofStatus(status, id == null ? RequestIdFilter.current() : id);
        response.setHeader("X-Request-Id", problem.instance());
        SecurityHeadersFilter.set(request, response);
        CorsFilter.set(request, response);
        ExceptionFilter.write(response, new Failures.Answer(problem, Map.of()));
    }
}
