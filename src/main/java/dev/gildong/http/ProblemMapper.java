package dev.gildong.http;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Map;

/** What Jersey answers to any exception. */
public final class ProblemMapper implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable thrown) {
        Failures.Answer answer = Failures.answer(thrown, RequestIdFilter.current());
        Response.ResponseBuilder response = Response.status(answer.problem().status())
                .type(Problem.MEDIA_TYPE)
                .entity(answer.problem().toJson());
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            if (!header.getKey().equalsIgnoreCase("Content-Type")) {
                response.header(header.getKey(), header.getValue());
            }
        }
        return response.build();
    }
}
