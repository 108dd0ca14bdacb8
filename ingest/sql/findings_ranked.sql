-- What balances, what contradicts and what is unlikely or overdue; contradictions first, of primary sources first, the largest first.
SELECT f.finding, f.reference_day, f.verdict, f.explanation, f.assumptions, f.acknowledged
FROM tallywire.finding_latest f
LEFT JOIN tallywire.observation_current o ON o.observation = f.subject
WHERE f.verdict <> 'open' OR f.rule IN ('plausibility', 'silence')
ORDER BY f.verdict = 'unbalanced' AND f.acknowledged IS NULL DESC, o.standing = 'primary' DESC NULLS LAST, abs(f.difference) / greatest(f.stated, 1) DESC NULLS LAST, f.reference_day, f.stated, f.finding
