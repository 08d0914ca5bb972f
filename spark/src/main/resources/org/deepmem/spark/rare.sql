-- What few hosts have. Views: dumps; objects (of committed scans, with family, host and file of
-- their dumps). Parameters: hosts (0: a twentieth of the family's), each (rows of a kind).
WITH family_hosts AS (
  SELECT family, count(DISTINCT host) AS family_hosts FROM dumps GROUP BY family
),
things AS (
  SELECT 'module' AS kind, finding, members['name'] AS item, family, host, file, virtual_address
  FROM objects WHERE type IN ('module', '_LDR_DATA_TABLE_ENTRY')
  UNION ALL
  SELECT 'driver', finding, members['name'], family, host, file, virtual_address
  FROM objects WHERE type = '_DRIVER_OBJECT'
  UNION ALL
  SELECT 'process', finding,
         CASE WHEN members['kernelThread'] = 'yes'
              THEN '[' || regexp_replace(members['comm'], '[0-9]+', '#') || ']'
              ELSE coalesce(members['comm'], members['image']) END,
         family, host, file, virtual_address
  FROM objects
  WHERE type = '_EPROCESS' OR (type = 'task_struct' AND members['pid'] = members['tgid'])
  UNION ALL
  SELECT 'socket', finding,
         CASE WHEN type = 'unix_sock' THEN 'unix ' || members['path']
              WHEN members['state'] = 'listening' THEN 'tcp listens on ' || members['localPort']
              WHEN members['remotePort'] <> '0' THEN 'tcp to ' || members['remoteAddress'] || ' port ' || members['remotePort'] END,
         family, host, file, virtual_address
  FROM objects WHERE type = 'tcp_sock' OR (type = 'unix_sock' AND members['path'] <> '')
  UNION ALL
  SELECT 'path', finding, coalesce(nullif(members['executable'], ''), members['path']), family, host, file, virtual_address
  FROM objects WHERE type IN ('task_struct', 'file', '_FILE_OBJECT', 'mm_struct')
),
named AS (
  -- Rare by name: alive and seen as it should be. Numbers that differ by chance are no names.
  SELECT kind, CAST(NULL AS STRING) AS finding,
         CASE WHEN kind IN ('path', 'socket')
              THEN regexp_replace(regexp_replace(item, '^/proc/[0-9]+', '/proc/#'), '[0-9a-f]{12,}|[0-9]{6,}', '#')
              ELSE item END AS item,
         family, host, file, virtual_address
  FROM things
  WHERE finding IS NULL AND item <> '' AND (kind <> 'path' OR item RLIKE '^[/\\\\]')
  UNION ALL
  SELECT type, finding,
         coalesce(nullif(members['comm'], ''), nullif(members['image'], ''), nullif(members['name'], ''),
                  nullif(members['path'], ''), nullif(members['ownerComm'], ''), '(no name)'),
         family, host, file, virtual_address
  FROM objects WHERE finding IN ('hidden', 'fabricated')
),
counted AS (
  SELECT kind, finding, item, family, count(DISTINCT host) AS hosts, count(*) AS objects,
         slice(array_sort(collect_set(host)), 1, 5) AS on_hosts,
         min(struct(file, virtual_address)) AS example
  FROM named GROUP BY kind, finding, item, family
),
rare AS (
  SELECT counted.*, family_hosts,
         row_number() OVER (PARTITION BY kind, finding ORDER BY hosts, family, item) AS place
  FROM counted JOIN family_hosts USING (family)
  WHERE finding IS NOT NULL
     OR (hosts < family_hosts AND hosts <= CASE WHEN :hosts > 0 THEN :hosts ELSE greatest(1, family_hosts DIV 20) END)
)
SELECT kind, finding, item, family, hosts, family_hosts, on_hosts, objects, example.file, example.virtual_address
FROM rare
WHERE place <= :each
ORDER BY finding IS NULL, finding,
         CASE WHEN kind IN ('task_struct', '_EPROCESS', 'module', '_LDR_DATA_TABLE_ENTRY', '_DRIVER_OBJECT') THEN 0
              WHEN kind = 'driver' THEN 2 WHEN kind = 'process' THEN 3 WHEN kind = 'socket' THEN 4 WHEN kind = 'path' THEN 5
              ELSE 1 END,
         kind, hosts, family, item
