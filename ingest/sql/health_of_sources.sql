-- How each source is doing.
SELECT source, standing, schedule, last_success_at, last_new_document_at, documents, waiting, faults_last_day, last_fault
FROM tallywire.source_health
ORDER BY source
