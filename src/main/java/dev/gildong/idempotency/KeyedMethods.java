package dev.gildong.idempotency;

import dev.gildong.http.Access;
import dev.gildong.persistence.Database;
import dev.gildong.task.Purge;
import dev.gildong.token.Token;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.Supplier;
import org.glassfish.jersey.server.model.Invocable;
import org.glassfish.jersey.server.spi.internal.ResourceMethodInvocationHandlerProvider;
import org.jspecify.annotations.Nullable;

/**
 * Runs the resource method of a request that has an {@code Idempotency-Key} within one unit, which also holds the key and
 * the answer: so all of it is stored, or nothing. A key that is there already is answered from its row. Methods that are
 * open to anyone have no caller that a key could belong to. Safe for any number of threads. ADR 019.
 */
public final class KeyedMethods implements ResourceMethodInvocationHandlerProvider {
    /** Only a unit that was rolled back while others waited for it makes another one necessary. */
    private static final int ATTEMPTS = 3;

    private static final int FIRST_ERROR = 400;
    private static final String REPLAYED = "Idempotent-Replayed";

    private final Database database;
    private final IdempotencyRepository repository = new IdempotencyRepository();

    /** @param database that the effects of all methods are in */
    public KeyedMethods(Database database) {
        this.database = database;
    }

    /** Removes keys that were kept long enough. */
    public static Purge purge(IdempotencySettings settings) {
        IdempotencyRepository repository = new IdempotencyRepository();
        long keepSeconds = settings.keep().toSeconds();
        return new Purge("idempotency.purge", "*/10 * * * *", unit -> repository.purge(unit, keepSeconds));
    }

    /** Whether a resource method heeds the key of its requests. */
    public static boolean takesKey(Method method) {
        Access access = method.getAnnotation(Access.class);
        return access != null
                && access.value() != Access.Who.ANYONE
                && (method.isAnnotationPresent(POST.class)
                        || method.isAnnotationPresent(PATCH.class)
                        || method.isAnnotationPresent(DELETE.class));
    }

    @Override
    public @Nullable InvocationHandler create(Invocable invocable) {
        return takesKey(invocable.getHandlingMethod()) ? this::invoke : null;
    }

    private @Nullable Object invoke(Object resource, Method method, Object[] args) throws ReflectiveOperationException {
        KeyedRequest request = IdempotencyFilter.current();
        if (request == null) {
            return method.invoke(resource, args);
        }
        try {
            return answer(request, () -> call(resource, method, args));
        } catch (RuntimeException e) {
            throw new InvocationTargetException(e); // as what a method throws, or Jersey hides it in another
        }
    }

    private Response answer(KeyedRequest request, Supplier<Response> call) {
        String scope = request.scope();
        String hash = Token.hash(scope);
        AnswerSeal seal = new AnswerSeal(scope);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<Response> first = first(request.fingerprint(), hash, seal, call);
            if (first.isPresent()) {
                return first.get();
            }
            Optional<StoredAnswer> stored = database.transact(unit -> repository.find(unit, hash));
            if (stored.isPresent()) {
                if (!stored.get().fingerprint().equals(request.fingerprint())) {
                    throw IdempotencyProblems.otherRequest();
                }
                request.response().setHeader(REPLAYED, "true");
                return stored.get().response(seal);
            }
        }
        throw IdempotencyProblems.running();
    }

    /** Empty if another request has the key. */
    private Optional<Response> first(String fingerprint, String hash, AnswerSeal seal, Supplier<Response> call) {
        try {
            return Optional.of(database.enclose(unit -> {
                if (!repository.claim(unit, hash, fingerprint)) {
                    throw new TakenException();
                }
                Response response = StoredAnswer.written(call.get());
                if (response.getStatus() >= FIRST_ERROR) {
                    throw new RefusedException(response);
                }
                repository.store(unit, hash, StoredAnswer.of(fingerprint, response, seal));
                return response;
            }));
        } catch (TakenException e) {
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.response);
        }
    }

    private static Response call(Object resource, Method method, Object[] args) {
        @Nullable Object result;
        try {
            result = method.invoke(resource, args);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        if (result instanceof Response response) {
            return response;
        }
        return result == null
                ? Response.noContent().build()
                : Response.ok(result).build();
    }

    /** Rolls a unit back whose key another request has. */
    private static final class TakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TakenException() {
            super(null, null, false, false);
        }
    }

    /** Rolls a unit back whose method answers that it did nothing. */
    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Response response;

        RefusedException(Response response) {
            super(null, null, false, false);
            this.response = response;
        }
    }
}
