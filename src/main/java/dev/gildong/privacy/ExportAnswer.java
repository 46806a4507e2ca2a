package dev.gildong.privacy;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** How an export is answered: 202 until it is ready, then the file. */
final class ExportAnswer {

    private ExportAnswer() {}

    static Response.ResponseBuilder accepted(Export export) {
        return Response.accepted(new ExportResponse(export.id(), export.createdAt()))
                .header(HttpHeaders.RETRY_AFTER, 1);
    }

    static Response of(Exports exports, Export export) {
        if (export.bytes().isEmpty()) {
            return accepted(export).build();
        }
        return Response.ok(exports.file(export))
                .header(HttpHeaders.CONTENT_LENGTH, export.bytes().get())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"export-" + export.id() + ".json\"")
                .build();
    }
}
