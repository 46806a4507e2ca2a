package dev.gildong.document;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import java.time.Duration;

/** What players may keep, where the definition of a collection does not say otherwise. */
@SettingGroup("gildong.documents")
public record DocumentSettings(
        @Setting(
                doc = "Longest document in bytes of UTF-8, as it is stored; a longer one is answered 413. What"
                        + " `gildong.http.max-document-bytes` refuses does not come this far.",
                byDefault = "262144",
                min = "2",
                max = "10485760")
        int maxBytes,

        @Setting(
                doc = "Documents that a player may have in one collection.",
                byDefault = "1000",
                min = "1",
                max = "10000000")
        int maxDocuments,

        @Setting(
                doc = "Collections in which a player may have documents. Two that are begun at the same moment may make"
                        + " one too many.",
                byDefault = "100",
                min = "1",
                max = "1000000")
        int maxCollections,

        @Setting(
                doc = "Former versions of a document that are kept, besides the one that stands.",
                byDefault = "10",
                min = "0",
                max = "1000")
        int keepVersions,

        @Setting(
                doc = "How long a former version is kept at most, counted from when it was replaced; and how long a"
                        + " deleted document can be restored.",
                byDefault = "P30D",
                min = "PT1M",
                max = "P3650D")
        Duration keepFormer,

        @Setting(
                doc =
                        "Documents that one search looks at, at most. One that has not filled its page by then answers what"
                                + " it found, and the next page goes on from there.",
                byDefault = "10000",
                min = "1",
                max = "1000000")
        int searchRows,

        @Setting(
                doc = "How long a search looks at documents, at most; then as for `search-rows`.",
                byDefault = "PT2S",
                min = "PT0.1S",
                max = "PT30S")
        Duration searchTimeout) {}
